"""What figures may say in public."""

import os

# In tables for the public, counts from 1 to one less than this are withheld. No law that we know sets the number;
# five is what statistical offices commonly use. To be confirmed by the province.
SMALLEST_PUBLIC_COUNT = int(os.environ.get("SMALLEST_PUBLIC_COUNT", "5"))
