all:
	steps take=990 pair=10
