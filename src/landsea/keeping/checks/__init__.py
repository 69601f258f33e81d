"""What the doctor looks at: one function for each thing, one line for each finding."""
