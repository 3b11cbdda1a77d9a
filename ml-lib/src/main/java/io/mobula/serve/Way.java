package io.mobula.serve;

import io.mobula.api.ActorCall;
import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.api.spi.BodyCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How requests of one lane become a call, and its result their answers. Equal ways share calls. */
sealed interface Way {
    /** @param items what the requests bear, oldest first */
    ObjectRef<?> send(ActorHandle<Replica> replica, List<Object> items);

    /** One answer for each item, in their order. */
    List<?> answers(@Nullable Object result);

    /** @param headerBytes the length of the JSON of an inference request; the body's length else */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed over, never compared
    record HttpBody(int headerBytes, byte[] bytes) {}

    /** One HTTP request. */
    record One(String path) implements Way {
        @Override
        public ObjectRef<?> send(ActorHandle<Replica> replica, List<Object> items) {
            var body = (HttpBody) items.getFirst();
            String route = path;
            int headerBytes = body.headerBytes();
            byte[] bytes = body.bytes();
            return replica.call(r -> r.serve(route, headerBytes, bytes));
        }

        @Override
        public List<?> answers(@Nullable Object result) {
            return single(result);
        }
    }

    /** HTTP requests of a batched route. */
    record Many(String path) implements Way {
        @Override
        public ObjectRef<?> send(ActorHandle<Replica> replica, List<Object> items) {
            String route = path;
            var bodies = new ArrayList<byte[]>(items.size());
            for (Object item : items) bodies.add(((HttpBody) item).bytes());
            return replica.call(r -> r.serveBatch(route, bodies));
        }

        @Override
        public List<?> answers(@Nullable Object result) {
            return list(result);
        }
    }

    /** A call through a handle; the item is the call. */
    record Call() implements Way {
        @Override
        @SuppressWarnings("unchecked") // the handle's type has checked it
        public ObjectRef<?> send(ActorHandle<Replica> replica, List<Object> items) {
            var call = (ActorCall<Object, Object>) items.getFirst();
            return replica.call(r -> r.invoke(call));
        }

        @Override
        public List<?> answers(@Nullable Object result) {
            return single(result);
        }
    }

    /** Items for one method, through handles. Equal by the method's code: the method captures nothing. */
    record Items(BodyCode code, Route<Object, List<Object>, List<Object>> method) implements Way {
        @Override
        public ObjectRef<?> send(ActorHandle<Replica> replica, List<Object> items) {
            Route<Object, List<Object>, List<Object>> on = method;
            var inputs = new ArrayList<>(items);
            return replica.call(r -> r.invokeBatch(on, inputs));
        }

        @Override
        public List<?> answers(@Nullable Object result) {
            return list(result);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Items that && code.equals(that.code);
        }

        @Override
        public int hashCode() {
            return code.hashCode();
        }
    }

    private static List<?> single(@Nullable Object result) {
        var one = new ArrayList<@Nullable Object>(1);
        one.add(result);
        return one;
    }

    private static List<?> list(@Nullable Object result) {
        if (result instanceof List<?> answers) return answers;
        throw new IllegalStateException("A batch got no list of results");
    }
}
