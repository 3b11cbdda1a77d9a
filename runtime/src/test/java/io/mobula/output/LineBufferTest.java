package io.mobula.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    private final LineBuffer buffer = new LineBuffer();
    private final List<String> lines = new ArrayList<>();

    private void write(String text) {
        byte[] bytes = ("--" + text).getBytes(StandardCharsets.UTF_8);
        buffer.write(bytes, 2, bytes.length - 2, lines::add);
    }

    @Test
    void piecesBecomeLines() {
        write("a");
        write("b\nc\r\n\nd");
        assertEquals(List.of("ab", "c", ""), lines);
        assertEquals(Optional.of("d"), buffer.rest());
        assertEquals(Optional.empty(), buffer.rest());
    }

    @Test
    void aCharacterInTwoPiecesIsOne() {
        byte[] bytes = "✓\n".getBytes(StandardCharsets.UTF_8);
        buffer.write(bytes, 0, 1, lines::add);
        buffer.write(bytes, 1, bytes.length - 1, lines::add);
        assertEquals(List.of("✓"), lines);
    }

    @Test
    void theEndOfAVeryLongLineIsCutAndCounted() {
        write("x".repeat(LineBuffer.MAX_BYTES + 1_500) + "\nnext\n");
        assertEquals(List.of("x".repeat(LineBuffer.MAX_BYTES) + "… 1,500 bytes more", "next"), lines);
    }
}
