"""Looking at pictures: what their header says and whether they can be opened.  Pure measures of files and pixels."""
