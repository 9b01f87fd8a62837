package dev.playhead.standalone.demo;

import java.nio.charset.Charset;

/** The characters of a chunk map. */
record Glyphs(char whole, char part, char none, char playhead) {
    static final Glyphs BLOCKS = new Glyphs('█', '▒', '·', '▶');
    static final Glyphs ASCII = new Glyphs('#', '+', '.', '>');

    /** Returns what a terminal of this character set can show. */
    static Glyphs in(Charset charset) {
        String all = "" + BLOCKS.whole + BLOCKS.part + BLOCKS.none + BLOCKS.playhead;
        return charset.canEncode() && charset.newEncoder().canEncode(all) ? BLOCKS : ASCII;
    }
}
