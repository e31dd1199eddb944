"""Where the parts of Gradio's page stand, as CSS selectors for what looks at it from outside; for 6.31.

The page's own script has them in static/page/gradio.js.
"""

from __future__ import annotations

BOX = "#question textarea"
SEND = ".submit-button"
ANSWER = '#chat [data-testid="bot"]'
ANSWER_TEXT = f"{ANSWER} .prose"
MESSAGE = "#chat .message"
MESSAGE_TEXT = "#chat .message-content"
EXAMPLE = "#chat .example"
QUESTION = "#chat .user-row"
SCROLLER = "#chat .bubble-wrap"
