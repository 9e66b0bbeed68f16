"""Problems and the pages they are on → one HTML file that needs nothing but a browser.

``views``  problems and pictures of pages → what is shown, numbered, in words
``page``   that → HTML, by the template ``report.html``
"""

from press.report.html.page import html_report
from press.report.html.views import BookReport

__all__ = ["BookReport", "html_report"]
