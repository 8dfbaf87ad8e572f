"""Messages, as mail programs and Outlook keep them."""
