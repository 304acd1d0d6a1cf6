"""A declarative storyboard compiler: load → validate → resolve → plan → dialects → render → stitch.

Each word is a folder. Data flows one way: a stage takes one typed value and gives the next; the values are the nouns of
`model/`. The whole way is written out twice, on one page each: `compile.py` (pure) and `produce.py` (effects).
"""

__version__ = "0.1.0"
