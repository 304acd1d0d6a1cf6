"""What is kept between runs: takes by their digest, what was paid, and what a look inside a file told."""
