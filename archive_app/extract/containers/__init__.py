"""Files of files: archives, mailboxes, tables of records, web archives."""
