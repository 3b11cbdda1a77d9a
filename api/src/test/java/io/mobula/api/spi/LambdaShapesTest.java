package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mobula.api.shapes.Case;
import io.mobula.api.shapes.Cases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LambdaShapesTest {
    static Stream<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsWhereItWasMade(Case shape) throws Throwable {
        Body body = Body.of(shape.maker().call());

        assertAnswers(shape, body.invoke(shape.arguments()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsAsTheSameBodyWithItsHeldValuesReplacedByThemselves(Case shape) throws Throwable {
        Body body = Body.of(shape.maker().call()).map(value -> value);

        assertAnswers(shape, body.invoke(shape.arguments()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsWhereItsClassesAreDefinedAnew(Case shape) throws Throwable {
        Body body = Body.of(shape.maker().call());
        var there = new SecondLoader();

        Body arrived = Body.of(body.code(), there.carry(body.captured()), there);

        assertAnswers(shape, arrived.invoke(there.carry(shape.arguments())));
        assertEquals(body.code(), arrived.code());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsByItsCodeAlone(Case shape) throws Throwable {
        Body body = Body.of(shape.maker().call());
        var there = new SecondLoader();
        Invoker invoker = body.code().invoker(there);
        Object[] captured = there.carry(body.captured());
        Object[] arguments = there.carry(shape.arguments());
        Object[] all = new Object[captured.length + arguments.length];
        System.arraycopy(captured, 0, all, 0, captured.length);
        System.arraycopy(arguments, 0, all, captured.length, arguments.length);

        assertAnswers(shape, invoker.invoke(all));
        if (body.code().ownerName().startsWith("io.mobula.api.shapes.")) {
            assertNotSame(body.shape().owner, invoker.shape().owner, "the code ran in the loader it was asked of");
        }
    }

    /** A string stands for the value's text, or for its class where it has no text of its own. */
    private static void assertAnswers(Case shape, Object got) {
        switch (shape.expected()) {
            case String text when text.equals("nothing") -> assertNull(got);
            case String text
            when text.startsWith("[") || text.contains(".Counter") ->
                assertEquals(text, got.getClass().getName());
            case String text -> assertEquals(text, got.toString());
            case Object value -> assertEquals(value, got);
        }
    }
}
