"""What a person or a program is told: problems and artefacts → terminal, JSON.

1. ``jsonout``  the one JSON value of ``--json``
2. ``terminal`` progress, problems with their source line (``excerpt``) and their places on paper
   (``spots``), the table at the end
"""
