"""The shape of each directive in HTML, a family a module; ``directive_html`` calls them.

A shape is given the element that Markdown built, with its content as blocks, and changes it
in place. Directives that stand in it keep their private class until it is their turn.
"""
