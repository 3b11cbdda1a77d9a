package io.mobula.api.spi;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorContext;
import io.mobula.api.ActorStream;
import io.mobula.api.Emitter;
import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.StreamBuffer;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import io.mobula.api.resource.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Bodies the runtime submits on its own account. They stand in the api because every process has it, whatever a job ships. */
public final class Bodies {
    private Bodies() {}

    /** {@code ref.map(fn)}: runs where the value is. */
    public record Mapped<T, R>(ObjectRef<T> ref, Fn<? super T, ? extends R> fn) implements Task<R> {
        @Override
        public R call() throws Exception {
            return fn.apply(ref.get());
        }
    }

    /** {@code mobula.all(refs)}: the values of many refs as one. */
    public record Gathered<T>(List<? extends ObjectRef<? extends T>> refs) implements Task<List<T>> {
        public Gathered {
            refs = List.copyOf(refs);
        }

        @Override
        public List<T> call() {
            var values = new ArrayList<T>(refs.size());
            for (ObjectRef<? extends T> ref : refs) values.add(ref.get());
            return values;
        }
    }

    /** {@code handle.callAsync(call)}: the value is the stage's, and the actor's next call need not wait for it. */
    public record Async<A, R extends @Nullable Object>(
            ActorCall<? super A, ? extends CompletionStage<? extends R>> call)
            implements ActorCall<A, CompletionStage<? extends R>> {
        @Override
        public CompletionStage<? extends R> on(A actor) throws Exception {
            return call.on(actor);
        }

        /** Whether a body's code is that of this record. */
        public static boolean is(BodyCode code) {
            return code.owner().equals(OWNER);
        }

        private static final String OWNER = Async.class.getName().replace('.', '/');
    }

    /** {@code mobula.stream(body)}: the value is the number of elements. */
    public record Streamed<T>(StreamTask<T> body, StreamBuffer buffer) implements Task<Long> {
        @Override
        public Long call() throws Exception {
            try (Outlet<T> out = Providers.get().outlet(buffer)) {
                body.run(present(out));
                return out.count();
            }
        }
    }

    /** {@code handle.stream(call)}: the value is the number of elements. */
    public record StreamedCall<A, T>(ActorStream<? super A, T> call, StreamBuffer buffer)
            implements ActorCall<A, Long> {
        private static final String OWNER = StreamedCall.class.getName().replace('.', '/');

        @Override
        public Long on(A actor) throws Exception {
            try (Outlet<T> out = Providers.get().outlet(buffer)) {
                call.on(actor, present(out));
                return out.count();
            }
        }

        /** Whether a body's code is that of this record. */
        public static boolean is(BodyCode code) {
            return code.owner().equals(OWNER);
        }
    }

    private static <T> Emitter<T> present(Outlet<T> out) {
        return value -> out.emit(Objects.requireNonNull(value, "a stream's element may not be null"));
    }

    /** {@code mobula.task().submitMany(count, body)}: each element of the list is a result of its own. */
    public record Many<R extends @Nullable Object>(Task<? extends List<? extends R>> body, int count)
            implements Task<Long> {
        @Override
        public Long call() throws Exception {
            List<? extends R> results = body.call();
            if (results.size() != count) {
                throw new IllegalStateException("the body of submitMany(" + count + ", …) returned a list of "
                        + results.size() + ": it must return exactly as many results as were asked for");
            }
            try (Outlet<R> out = Providers.get().outlet(new StreamBuffer(count, Bytes.of(Long.MAX_VALUE)))) {
                for (R result : results) out.emit(result);
                return out.count();
            }
        }
    }

    /** {@code handle.stop()}. */
    public enum Stop implements ActorAction<Object> {
        STOP;

        @Override
        public void on(Object actor) {
            ActorContext.current().exit();
        }
    }
}
