"""What opens beside the three panes: reports, the trash, duplicates, stories, interchange."""
