package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import org.junit.jupiter.api.Test;

/** The contract in one JVM with a cluster's semantics: tasks in a second class loader, everything encoded. */
class StrictTest extends MobulaContract {
    private static int assigned = 1;

    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.strict());
    }

    /** A cluster's tasks would read a static of their own. */
    @Test
    void aBodyThatReadsAnAssignableStaticIsRefused() {
        assigned = 2;
        var failure = assertThrows(CaptureException.class, () -> mobula().submit(() -> assigned));
        assertEquals(ErrorCode.CAPTURE_STATIC_STATE, failure.code());
        assertTrue(failure.getMessage().contains("assigned"), failure.getMessage());
    }

    @Test
    void tasksHaveClassesOfTheirOwn() {
        assertTrue(mobula().submit(() -> StrictTest.class.getClassLoader().toString())
                .get()
                .contains("strict"));
    }
}
