package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.shapes.Refused;
import io.mobula.api.shapes.StubRef;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CapturesTest {
    private static final StubRef<Integer> REF = new StubRef<>(1);

    @Test
    void namesTheFieldOfACapturedThisAndWhyThisIsCaptured() {
        var made = new Refused(REF).fields();

        assertEquals(
                "Lambda in Refused.fields line " + made.line()
                        + " → captured this → Refused.thread: java.lang.Thread cannot travel."
                        + " All of `this` is captured because the body uses data:"
                        + " copy what it needs to a local variable first [CAPTURE_UNSHIPPABLE]",
                unshippable(made, 0, "Refused.thread").getMessage());
    }

    @Test
    void namesTheMethodsABodyCallsOnThis() {
        var made = new Refused(REF).methods();

        assertEquals(
                "Lambda in Refused.methods line " + made.line()
                        + " → captured this → Refused.thread: java.lang.Thread cannot travel."
                        + " All of `this` is captured because the body uses name(), thread:"
                        + " copy what it needs to a local variable first [CAPTURE_UNSHIPPABLE]",
                unshippable(made, 0, "Refused.thread").getMessage());
    }

    @Test
    void namesThePathIntoACapturedRecord() {
        var made = Refused.config(new Refused.Config(0.1, List.of("a", Thread.currentThread())));

        assertEquals(
                "Lambda in Refused.config line " + made.line()
                        + " → captured config → Config.extras[1]: java.lang.Thread cannot travel [CAPTURE_UNSHIPPABLE]",
                unshippable(made, 0, "Config.extras[1]").getMessage());
    }

    @Test
    void namesTheVariableBehindAWideOne() {
        var made = Refused.second(1, Thread.currentThread());

        assertEquals(
                "Lambda in Refused.second line " + made.line()
                        + " → captured second: java.lang.Thread cannot travel [CAPTURE_UNSHIPPABLE]",
                unshippable(made, 1, "").getMessage());
    }

    @Test
    void namesTheRecordThatIsTheBody() {
        Body body = Body.of(new Refused.Train(new Refused.Config(0.1, List.of())));

        assertEquals(
                "Record Train → Train.config → Config.extras[1]: java.lang.Thread cannot travel [CAPTURE_UNSHIPPABLE]",
                Captures.unshippable(body, 0, "Train.config → Config.extras[1]", "java.lang.Thread cannot travel")
                        .getMessage());
    }

    @Test
    void numbersWhatTheClassFileDoesNotName() {
        Body body = Body.of(Refused.method());

        assertEquals(
                "Method Counter.value line 19 → captured #2: x cannot travel [CAPTURE_UNSHIPPABLE]",
                Captures.unshippable(body, 1, "", "x cannot travel")
                        .getMessage()
                        .replaceFirst("line \\d+", "line 19"));
    }

    @Test
    void refusesAPlainLambda() {
        Function<Integer, Integer> plain = n -> n + 1;
        var made = Refused.plain(plain);

        CaptureException refused = Captures.plainLambda(Body.of(made.body()), 0, "", plain.getClass());

        assertEquals(
                "Lambda in Refused.plain line " + made.line()
                        + " → captured plain: a lambda of type java.util.function.Function cannot travel."
                        + " Declare it as io.mobula.api.Fn where it is made [CAPTURE_PLAIN_LAMBDA]",
                refused.getMessage());
        assertEquals(ErrorCode.CAPTURE_PLAIN_LAMBDA, refused.code());
    }

    @Test
    void refusesACapturedLambdaThatTheJdkMade() {
        var made = Refused.comparator();
        Body body = Body.of(made.body());

        CaptureException refused = assertThrows(CaptureException.class, () -> body.dependencies(_ -> {}));

        assertEquals(
                "Lambda in Refused.comparator line " + made.line()
                        + " → captured byLength: java.util.Comparator made inside the JDK cannot be taken apart."
                        + " Make it inside the body, or write the lambda out behind a cast to"
                        + " (Comparator & Serializable) [CAPTURE_PACKAGE_CLOSED]",
                refused.getMessage());
    }

    @Test
    void pathGoesThroughCapturedBodies() {
        Thread thread = Thread.currentThread();
        var made = Refused.around(n -> n + thread.getPriority());
        Body body = Body.of(made.body());
        Body inner = Body.of((Serializable) body.captured()[0]);
        CaptureException refused = Captures.unshippable(inner, 0, "", "java.lang.Thread cannot travel");

        String message = Captures.within(body, 0, refused).getMessage();

        assertEquals(
                "Lambda in Refused.around line " + made.line() + " → captured fn → "
                        + inner.facts().title()
                        + " → captured thread: java.lang.Thread cannot travel [CAPTURE_UNSHIPPABLE]",
                message);
    }

    @Test
    void refusesWhatIsNoBody() {
        String rest = ". A body is a lambda, a method reference, a record or an enum constant [CAPTURE_NOT_A_LAMBDA]";
        String refused = Refused.class.getName();

        assertEquals(refused + "$1 is an anonymous class" + rest, refusal(Refused.anonymous()));
        assertEquals(refused + "$1Local is a local class" + rest, refusal(Refused.local()));
        assertEquals("java.lang.String is a class" + rest, refusal("text"));
        assertEquals(
                refused + "$NoBody is not a body. Let it implement io.mobula.api.Task, Action or Fn, or for actors ActorCall, ActorAction or ActorFactory"
                        + " [CAPTURE_NOT_A_LAMBDA]",
                refusal(new Refused.NoBody(1)));
    }

    /** Defined a second time, without a name. */
    static final class Nameless {
        private Nameless() {}

        static Task<Integer> body() {
            return () -> 42;
        }
    }

    @Test
    void refusesALambdaOfAClassMadeAtRunTime() throws Exception {
        byte[] bytes;
        try (InputStream in = Nameless.class.getResourceAsStream("CapturesTest$Nameless.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
        Method maker = hidden.getDeclaredMethod("body");
        var body = (Serializable) maker.invoke(null);

        CaptureException refused = assertThrows(CaptureException.class, () -> Body.of(body));

        assertEquals(ErrorCode.CAPTURE_UNSHIPPABLE, refused.code());
        assertTrue(refused.detail().contains("a class made at run time cannot travel"), refused.detail());
    }

    @Test
    void refusesALambdaOfTheJdkAsABody() {
        assertEquals(
                "java.util.Comparator made inside the JDK cannot be taken apart. Make it inside the body,"
                        + " or write the lambda out behind a cast to (Comparator & Serializable) [CAPTURE_PACKAGE_CLOSED]",
                refusal(Refused.jdkLambda()));
    }

    private static CaptureException unshippable(Refused.Made made, int index, String path) {
        return Captures.unshippable(Body.of(made.body()), index, path, "java.lang.Thread cannot travel");
    }

    private static String refusal(Serializable body) {
        return assertThrows(CaptureException.class, () -> Body.of(body)).getMessage();
    }
}
