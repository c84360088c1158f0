"""The page kit: tokens, style sheets, components and the little script every page shares."""
