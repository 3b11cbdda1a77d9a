package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StacksTest {
    @Test
    void dropsTheFrameworkReflectionAndWhatStandsBelow() {
        StackTraceElement[] trimmed = Stacks.trim(frames(
                "java.lang.Integer",
                "com.app.Train",
                "java.lang.invoke.LambdaForm$MH",
                "com.app.Main",
                "jdk.internal.reflect.DirectMethodHandleAccessor",
                "io.mobula.api.spi.Body",
                "io.mobula.executor.Slot",
                "java.util.concurrent.ThreadPoolExecutor",
                "java.lang.Thread"));

        assertArrayEquals(frames("java.lang.Integer", "com.app.Train", "com.app.Main"), trimmed);
    }

    @Test
    void keepsTheApiTheExamplesAndStacksWithoutFramework() {
        StackTraceElement[] own = frames("io.mobula.api.Retry", "io.mobula.examples.Tour", "java.lang.Thread");

        assertArrayEquals(own, Stacks.trim(own));
    }

    @Test
    void keepsABodyThatRanInsideAnothersWait() {
        StackTraceElement[] trimmed = Stacks.trim(frames(
                "com.app.Inner",
                "io.mobula.executor.Slot",
                "com.app.Outer",
                "io.mobula.executor.Slot",
                "java.lang.Thread"));

        assertArrayEquals(frames("com.app.Inner", "com.app.Outer"), trimmed);
    }

    @Test
    void trimsCausesAndSuppressedEvenInACycle() {
        var error = new IllegalStateException("outer");
        var cause = new IllegalArgumentException("inner", error);
        var suppressed = new IllegalStateException("beside");
        error.initCause(cause);
        error.addSuppressed(suppressed);
        for (Throwable t : new Throwable[] {error, cause, suppressed}) {
            t.setStackTrace(frames("com.app.Main", "io.mobula.node.Host"));
        }

        assertSame(error, Stacks.trim(error));

        for (Throwable t : new Throwable[] {error, cause, suppressed}) {
            assertArrayEquals(frames("com.app.Main"), t.getStackTrace());
        }
    }

    @Test
    void framesOfARealBodyEndWithTheBody() {
        Body body = Body.of((io.mobula.api.Task<Integer>) () -> Integer.parseInt("x"));

        var error = org.junit.jupiter.api.Assertions.assertThrows(NumberFormatException.class, body::invoke);

        boolean handles = Arrays.stream(Stacks.trim(error.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().startsWith("java.lang.invoke."));
        assertEquals(false, handles);
    }

    private static StackTraceElement[] frames(String... classes) {
        return Arrays.stream(classes)
                .map(name -> new StackTraceElement(name, "run", null, -1))
                .toArray(StackTraceElement[]::new);
    }
}
