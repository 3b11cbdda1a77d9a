package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorStream;
import io.mobula.api.Emitter;
import io.mobula.api.ObjectRef;
import io.mobula.api.Ref;
import io.mobula.api.StreamBuffer;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.shapes.StubRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that emit. */
class StreamBodiesTest {
    record Twice(String value) implements StreamTask<String> {
        @Override
        public void run(Emitter<? super String> out) {
            out.emit(value);
            out.emit(value);
        }
    }

    record Letters(int count) implements ActorStream<String, Character> {
        @Override
        public void on(String actor, Emitter<? super Character> out) {
            for (int i = 0; i < count; i++) out.emit(actor.charAt(i));
        }
    }

    record Both() implements StreamTask<String>, Task<String> {
        @Override
        public void run(Emitter<? super String> out) {}

        @Override
        public String call() {
            return "which?";
        }
    }

    private static List<Object> emitted(Body body, Object... before) throws Throwable {
        var all = new ArrayList<Object>();
        Emitter<Object> out = all::add;
        var arguments = new Object[before.length + 1];
        System.arraycopy(before, 0, arguments, 0, before.length);
        arguments[before.length] = out;
        body.invoke(arguments);
        return all;
    }

    @Test
    void lambdasAndRecordsEmit() throws Throwable {
        int captured = 7;
        StreamTask<Integer> lambda = out -> out.emit(captured);
        assertEquals(List.of(7), emitted(Body.of(lambda)));
        assertEquals(List.of("a", "a"), emitted(Body.of(new Twice("a"))));
        assertEquals(List.of('x', 'y'), emitted(Body.of(new Letters(2)), "xyz"));
    }

    @Test
    void whatAStreamsBodyCapturesIsADependencyOfTheStream() {
        ObjectRef<Integer> ref = new StubRef<>(5);
        StreamTask<Integer> lambda = out -> out.emit(ref.get());
        var found = new ArrayList<Ref<?>>();
        Body.of(new Bodies.Streamed<>(lambda, StreamBuffer.DEFAULT)).dependencies(found::add);
        assertEquals(List.of(ref), found);
        assertTrue(Body.isBody(lambda));
    }

    @Test
    void aRecordIsOneKindOfBody() {
        var refusal = assertThrows(CaptureException.class, () -> Body.of(new Both()));
        assertEquals(ErrorCode.CAPTURE_NOT_A_LAMBDA, refusal.code());
    }
}
