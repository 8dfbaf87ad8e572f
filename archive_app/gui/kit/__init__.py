"""What all rooms of the window share: context, tasks, theme, icons, language, small widgets."""
