package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.shapes.Statics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StaticStateTest {
    private static final String READS =
            ", a static that can be assigned: on a cluster every process has its own, as its"
                    + " class initialiser left it. Copy it to a local variable, and use that in the body [CAPTURE_STATIC_STATE]";

    @Test
    void refusesReadsOfAssignableStatics() {
        assertRefused("Lambda in Statics.reads line N reads Statics.mutable in line N" + READS, Statics.reads());
        assertRefused(
                "Lambda in Statics.readsThroughACall line N reads Statics.mutable in line N" + READS,
                Statics.readsThroughACall());
        assertRefused(
                "Lambda in Statics.readsInAnInnerLambda line N reads Statics.mutable in line N" + READS,
                Statics.readsInAnInnerLambda());
        assertRefused(
                "Lambda in Statics.readsInherited line N reads Child.inherited in line N" + READS,
                Statics.readsInherited());
    }

    @Test
    void refusesStaticsThatHoldRefs() {
        assertRefused(
                "Lambda in Statics.readsAHeldRef line N reads Statics.HELD in line N, a static that holds a session or a"
                        + " ref: on a cluster every process makes its own. Copy it to a local variable, and use that in"
                        + " the body [CAPTURE_STATIC_STATE]",
                Statics.readsAHeldRef());
    }

    @Test
    void refusesAssignments() {
        assertRefused(
                "Lambda in Statics.assigns line N assigns Statics.mutable in line N, a static: on a cluster only the"
                        + " process that runs the body sees the new value. Return the value instead"
                        + " [CAPTURE_STATIC_STATE]",
                Statics.assigns());
    }

    @Test
    void looksIntoHeldBodies() {
        assertRefused(
                "Lambda in Statics.reads line N reads Statics.mutable in line N" + READS,
                Statics.around(Statics.reads()));
    }

    @Test
    void passesConstantsStaticsOfTheJdkAndWhatCompilersMakeUp() {
        assertPasses(Statics.constants());
        assertPasses(Statics.switches(TimeUnit.DAYS));
        assertPasses(Statics.local());
        assertPasses((Task<Integer>) "text"::length);
    }

    @Test
    void warnsOnceOfEachPlace() {
        List<String> warnings = new ArrayList<>();

        for (int i = 0; i < 3; i++) StaticState.warnOnce(Body.of(Statics.readsTwice()), warnings::add);

        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("Lambda in Statics.readsTwice line "), warnings.getFirst());
    }

    private static void assertRefused(String expected, Serializable body) {
        CaptureException refused = assertThrows(CaptureException.class, () -> StaticState.refuse(Body.of(body)));
        assertEquals(expected, refused.getMessage().replaceAll("line \\d+", "line N"));
        assertEquals(ErrorCode.CAPTURE_STATIC_STATE, refused.code());
    }

    private static void assertPasses(Serializable body) {
        assertDoesNotThrow(() -> StaticState.refuse(Body.of(body)));
        StaticState.warnOnce(Body.of(body), warning -> {
            throw new AssertionError(warning);
        });
    }
}
