package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.submit.Retention.Finished;
import io.mobula.submit.Retention.Limit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final List<Finished> THREE = List.of(job("old", 1, 10), job("new", 3, 10), job("middle", 2, 10));

    @Test
    void theOldestBeyondTheCountAreForgotten() {
        assertEquals(List.of("middle", "old"), Retention.forgotten(THREE, new Limit(1, 1_000)));
        assertEquals(List.of(), Retention.forgotten(THREE, new Limit(3, 1_000)));
    }

    @Test
    void theOldestBeyondTheBytesAreForgotten() {
        assertEquals(List.of("old"), Retention.forgotten(THREE, new Limit(100, 29)));
    }

    @Test
    void theNewestStaysHoweverLargeItIs() {
        assertEquals(List.of("middle", "old"), Retention.forgotten(THREE, new Limit(100, 1)));
    }

    private static Finished job(String id, long atSecond, long bytes) {
        return new Finished(id, Instant.ofEpochSecond(atSecond), bytes);
    }
}
