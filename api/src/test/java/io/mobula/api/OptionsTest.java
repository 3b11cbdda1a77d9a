package io.mobula.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.resource.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptionsTest {
    @Test
    void retryCollectsTypesAndKeepsTheRest() {
        Retry policy = Retry.times(3)
                .on(IOException.class)
                .on(IllegalStateException.class)
                .backoff(Duration.ofSeconds(1), 3)
                .jitter(0)
                .atMost(Duration.ofMinutes(1));

        assertEquals(
                new Retry(
                        3,
                        List.of(IOException.class, IllegalStateException.class),
                        Duration.ofSeconds(1),
                        3,
                        0,
                        Optional.of(Duration.ofMinutes(1))),
                policy);
        assertEquals(0, Retry.none().times());
    }

    @Test
    void retryRefusesWhatIsNoPolicy() {
        assertRefused("times is -1: it must not be negative", () -> use(Retry.times(-1)));
        assertRefused(
                "delay is PT-1S: it must not be negative",
                () -> use(Retry.times(1).backoff(Duration.ofSeconds(-1), 2)));
        assertRefused(
                "factor is 0.5: it must be a number from 1 up",
                () -> use(Retry.times(1).backoff(Duration.ZERO, 0.5)));
        assertRefused(
                "factor is NaN: it must be a number from 1 up",
                () -> use(Retry.times(1).backoff(Duration.ZERO, Double.NaN)));
        assertRefused(
                "jitter is 2.0: it must be a share from 0 to 1",
                () -> use(Retry.times(1).jitter(2)));
        assertRefused(
                "atMost is PT0S: it must be positive", () -> use(Retry.times(1).atMost(Duration.ZERO)));
    }

    @Test
    void connectOptionsRefuseBlanksAndDoNotPrintTheToken() {
        assertRefused(
                "The address is blank: give host:port or unix:/path, or leave it out to use MOBULA_ADDRESS",
                () -> use(ConnectOptions.to(" ")));
        assertRefused(
                "The token is blank: leave it out to use MOBULA_TOKEN",
                () -> use(ConnectOptions.defaults().withToken("")));
        ConnectOptions options = ConnectOptions.to("h:1").withToken("secret").withDirectory(Path.of("d"));
        assertEquals(
                "ConnectOptions[address=h:1, token=given, directory=d, mode=SHARED, weight=1.0]", options.toString());
        assertEquals(ConnectOptions.Mode.STRICT, ConnectOptions.strict().mode());
    }

    @Test
    void aStreamsBufferHoldsSomethingAndNotEverything() {
        assertRefused("elements is 0: a stream's buffer holds 1 to 100000", () -> use(StreamBuffer.of(0)));
        assertRefused("elements is 100001: a stream's buffer holds 1 to 100000", () -> use(StreamBuffer.of(100_001)));
        assertRefused(
                "size is 0 B: it must be positive", () -> use(StreamBuffer.of(1).size(Bytes.of(0))));
        assertEquals(new StreamBuffer(3, Bytes.kibi(1)), StreamBuffer.of(3).size(Bytes.kibi(1)));
    }

    @Test
    void outcomeThrowsTheErrorItHolds() {
        var error = new TaskCancelledException(ErrorCode.TASK_CANCELLED, "cancelled", null);

        assertEquals(42, new Outcome.Success<>(42).orElseThrow());
        assertSame(error, assertThrows(TaskCancelledException.class, () -> new Outcome.Failure<>(error).orElseThrow()));
    }

    @Test
    void objectIdsPrintAs32Digits() {
        assertEquals("00000000000000010000000000000abc", new ObjectId(1, 0xabc).toString());
    }

    private static void assertRefused(String message, Executable ask) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, ask).getMessage());
    }

    private static void use(Record made) {
        assertFalse(made.toString().isEmpty());
    }
}
