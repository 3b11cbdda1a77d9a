package io.mobula.api.spi;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorContext;
import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import java.util.ArrayList;
import java.util.List;
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

    /** {@code handle.stop()}. */
    public enum Stop implements ActorAction<Object> {
        STOP;

        @Override
        public void on(Object actor) {
            ActorContext.current().exit();
        }
    }
}
