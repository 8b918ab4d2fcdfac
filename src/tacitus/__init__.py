"""tacitus reads conflict news the way a careful analyst does."""
