"""What authors run: the checks of the files, the coverage, the drawn cases, the refreshing of notebooks."""
