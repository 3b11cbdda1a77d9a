package io.mobula.api.error;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MobulaExceptionTest {
    private static final String DETAIL = "Task 3f2a failed: java.io.IOException: disk. Look at the cause";

    @Test
    void messageEndsWithCodeAndContextInTheOrderGiven() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("task", "3f2a");
        context.put("attempt", "2/3");
        context.put("node", 7);
        var error = new TaskFailedException(ErrorCode.TASK_FAILED, DETAIL, context, null);

        assertEquals(DETAIL + " [TASK_FAILED task=3f2a attempt=2/3 node=7]", error.getMessage());
        assertEquals(DETAIL, error.detail());
        assertEquals(
                List.of("task", "attempt", "node"), List.copyOf(error.context().keySet()));
    }

    @Test
    void messageWithoutContextEndsWithTheCode() {
        assertEquals(
                "The session was closed [SESSION_CLOSED]",
                new SessionException(ErrorCode.SESSION_CLOSED, "The session was closed", null).getMessage());
    }

    @Test
    void rethrowsTheUsersExceptionUnderItsOwnType() {
        var disk = new IOException("disk");
        var error = new TaskFailedException(ErrorCode.TASK_FAILED, DETAIL, new IllegalStateException(disk));

        assertSame(disk, assertThrows(IOException.class, () -> error.rethrow(IOException.class)));
        assertEquals(Optional.of(disk), error.cause(IOException.class));
        assertSame(error, error.rethrow(IllegalArgumentException.class));
    }

    @Test
    void remoteCausePrintsAsTheExceptionItStandsFor() {
        var frames = new StackTraceElement[] {new StackTraceElement("com.app.Main", "run", "Main.java", 7)};
        var cause = new RemoteCause("com.app.OwnException", "no luck", frames, null);

        assertEquals("com.app.OwnException: no luck", cause.toString());
        assertEquals("com.app.OwnException", cause.className());
        assertArrayEquals(frames, cause.getStackTrace());
        assertEquals("com.app.OwnException", new RemoteCause("com.app.OwnException", null, frames, null).toString());
    }

    @Test
    void serializesWithItsContext() throws Exception {
        var error = new TaskFailedException(ErrorCode.TASK_FAILED, DETAIL, Map.of("task", "3f2a"), null);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(error.getMessage(), ((MobulaException) in.readObject()).getMessage());
        }
    }

    @Test
    void switchOverTheSealedErrorsNeedsNoDefault() {
        List<String> kinds = new ArrayList<>();
        for (MobulaException error : List.of(
                new TaskFailedException(ErrorCode.TASK_FAILED, "a", null),
                new ObjectLostException(ErrorCode.OWNER_DIED, "b", null))) {
            kinds.add(
                    switch (error) {
                        case TaskFailedException _ -> "the body";
                        case TaskCancelledException _, TaskTimedOutException _, TaskLostException _ -> "the task";
                        case ObjectException _ -> "the value";
                        case ActorException _ -> "the actor";
                        case GetTimeoutException _, WaitInterruptedException _ -> "the wait";
                        case CaptureException _, ValueException _, CodeException _, PlacementException _ -> "the ask";
                        case ControlException _ -> "control";
                        case JobException _ -> "the job";
                        case SessionException _, ConnectionException _, StartException _, ExitException _ -> "the rest";
                    });
        }
        assertEquals(List.of("the body", "the value"), kinds);
    }
}
