package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Ref;
import io.mobula.api.Task;
import io.mobula.api.shapes.Cases;
import io.mobula.api.shapes.Holders;
import io.mobula.api.shapes.StubRef;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private static final StubRef<Integer> ONE = new StubRef<>(1);
    private static final StubRef<Integer> TWO = new StubRef<>(2);

    @Test
    void capturedRefsInTheOrderOfTheirCapture() {
        assertEquals(List.of(ONE, TWO), dependencies(Holders.direct(ONE, 3, TWO)));
    }

    @Test
    void aRefThatIsTheReceiver() {
        assertEquals(List.of(ONE), dependencies((Task<Integer>) ONE::get));
    }

    @Test
    void refsOfCapturedBodies() {
        Task<Integer> record = new Holders.Train(TWO, 0.1, List.of());

        assertEquals(List.of(ONE, TWO), dependencies(Holders.wrapped(Holders.direct(ONE, 3, TWO))));
        assertEquals(List.of(ONE), dependencies(Holders.function(Holders.plus(ONE))));
        assertEquals(List.of(TWO), dependencies(Holders.wrapped(record)));
    }

    @Test
    void refsOfCapturedBodiesThatHaveTravelled() {
        Body inner = Body.of(Holders.direct(ONE, 3, TWO));
        Task<?> arrived = inner.as(Task.class);

        assertTrue(Body.isBody(arrived));
        assertEquals(List.of(ONE, TWO), dependencies(arrived));
        assertEquals(inner.code(), Body.of(arrived).code());
        assertEquals(Task.class, Body.face(arrived));
    }

    @Test
    void componentsOfARecordBody() {
        assertEquals(List.of(ONE), dependencies(new Holders.Train(ONE, 0.1, List.of(TWO))));
    }

    @Test
    void fieldsOfThisThatTheBodyReads() {
        var holders = new Holders(ONE, TWO);

        assertEquals(List.of(ONE), dependencies(holders.field()));
        assertEquals(List.of(ONE), dependencies(holders.fieldThroughAMethod()));
        assertEquals(List.of(ONE), dependencies(holders.fieldInAnInnerLambda()));
    }

    @Test
    void refsInsideCollectionsAndRecordsAreValues() {
        assertEquals(List.of(), dependencies(Holders.inList(List.of(ONE), new Holders.Pair(TWO))));
    }

    @Test
    void mappingReplacesHeldValues() throws Throwable {
        Body lambda = Body.of(Holders.direct(ONE, 3, TWO)).map(value -> value instanceof Ref<?> ? ONE : value);
        Body record = Body.of(new Holders.Train(ONE, 0.1, List.of())).map(value -> ONE.equals(value) ? TWO : value);

        assertEquals(5, lambda.invoke());
        assertEquals(List.of(TWO, 0.1, List.of()), List.of(record.held()));
        assertEquals(2, record.invoke());
    }

    @Test
    void onlyBodiesAreBodies() {
        assertTrue(Body.isBody(Holders.plus(ONE)));
        assertTrue(Body.isBody(new Holders.Train(ONE, 0.1, List.of())));
        assertFalse(Body.isBody(new Holders.Pair(ONE)));
        assertFalse(Body.isBody("text"));
        assertFalse(Body.isBody(null));
        Runnable plain = Cases::all;
        assertFalse(Body.isBody(plain));
    }

    private static List<Ref<?>> dependencies(Serializable body) {
        List<Ref<?>> found = new ArrayList<>();
        Body.of(body).dependencies(found::add);
        return found;
    }
}
