package io.mobula.serve;

import io.mobula.api.ActorCall;
import io.mobula.api.Mobula;
import io.mobula.api.spi.Body;
import io.mobula.serve.core.Window;
import io.mobula.serve.http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One object of the user's, and what stands between it and requests: an actor whose calls run on many threads. */
final class Replica {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final double NANOS_PER_MILLI = 1e6;
    /** A drained replica is killed, and its last answers are on their way then: so long they have to leave. One that does not is asked of another replica. */
    private static final long LEAVE_MILLIS = 250;

    /**
     * What the controller asks about once a second.
     *
     * @param unhealthy why the health check failed; empty if it passed
     */
    record Report(String node, int ongoing, ServeStatus.Traffic traffic, String unhealthy) {}

    private final String id;
    private final String node;
    private final Object user;
    private final Map<String, JsonRoute> routes = new HashMap<>();
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();
    private final AtomicBoolean finished = new AtomicBoolean();

    /** Guards what is below. */
    private final Object lock = new Object();

    private final Window window = new Window(System.nanoTime());
    private int ongoing;
    private long requests;
    private long errors;
    private boolean draining;

    /** Makes the user's object; what its factory throws comes out as it is. */
    Replica(Mobula mobula, String id, Blueprints blueprints) throws Exception {
        this.id = id;
        this.node = Here.node();
        ClassLoader loader = Replica.class.getClassLoader();
        this.user = make(blueprints.factory().body(mobula, loader));
        for (RouteSpec spec : blueprints.routes()) {
            Body body = spec.body().body(mobula, loader);
            routes.put(spec.path(), JsonRoute.of(spec, body.as(Route.class), user));
        }
    }

    private static Object make(Body factory) throws Exception {
        try {
            Object made = factory.invoke();
            if (made == null) throw new IllegalStateException("The factory of the deployment returned null");
            return made;
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable odd) {
            throw new IllegalStateException("The factory of the deployment failed", odd);
        }
    }

    // ---- requests

    /** @param headerBytes the length of the JSON of an inference request; the body's length else */
    Answer serve(String path, int headerBytes, byte[] body) {
        return metered(1, () -> {
            JsonRoute route = routes.get(path);
            return route == null ? notHere(path) : counted(route.one(headerBytes, body));
        });
    }

    List<Answer> serveBatch(String path, List<byte[]> bodies) {
        return metered(bodies.size(), () -> {
            JsonRoute route = routes.get(path);
            if (route == null) return bodies.stream().map(_ -> notHere(path)).toList();
            List<Answer> answers = route.many(bodies);
            answers.forEach(this::counted);
            return answers;
        });
    }

    private Answer counted(Answer answer) {
        if (answer.status() >= 500) {
            synchronized (lock) {
                errors++;
                window.failed(0, System.nanoTime());
            }
        }
        return answer;
    }

    private Answer notHere(String path) {
        return Answer.error(404, "Version of " + id + " has no route " + path);
    }

    <R extends @Nullable Object> R invoke(ActorCall<Object, R> call) {
        return metered(1, () -> call.on(user));
    }

    <I, O> List<O> invokeBatch(Route<Object, List<I>, List<O>> method, List<I> items) {
        return metered(items.size(), () -> {
            List<O> results = method.on(user, items);
            if (results.size() == items.size()) return results;
            throw new IllegalStateException("A batch of " + items.size() + " inputs got " + results.size()
                    + " results: there must be one for each, in their order");
        });
    }

    private <R extends @Nullable Object> R metered(int count, Callable<R> work) {
        long began = System.nanoTime();
        synchronized (lock) {
            if (draining) throw new DrainingException(id);
            ongoing += count;
        }
        boolean failed = true;
        try {
            R result = work.call();
            failed = false;
            return result;
        } catch (Exception e) {
            throw Sneaky.rethrown(e);
        } finally {
            ended(count, System.nanoTime(), began, failed);
        }
    }

    private void ended(int count, long now, long began, boolean failed) {
        boolean last;
        synchronized (lock) {
            ongoing -= count;
            requests += count;
            for (int i = 0; i < count; i++) {
                if (failed) window.failed(now - began, now);
                else window.ended(now - began, now);
            }
            if (failed) errors += count;
            last = draining && ongoing == 0;
        }
        if (last) finish();
    }

    // ---- control

    Report report() {
        String unhealthy = "";
        if (user instanceof HealthCheck check) {
            try {
                check.check();
            } catch (Exception e) {
                LOG.warn("Replica {} failed its health check", id, e);
                unhealthy = e.toString();
            }
        }
        synchronized (lock) {
            Window.Rates rates = window.rates(System.nanoTime());
            var traffic = new ServeStatus.Traffic(
                    requests,
                    errors,
                    rates.perSecond(),
                    rates.errorsPerSecond(),
                    rates.p50Nanos() / NANOS_PER_MILLI,
                    rates.p99Nanos() / NANOS_PER_MILLI);
            return new Report(node, ongoing, traffic, unhealthy);
        }
    }

    /** Refuses calls from now on; ends when those that run have ended and the user's object is closed. */
    CompletionStage<Boolean> drain() {
        boolean idle;
        synchronized (lock) {
            draining = true;
            idle = ongoing == 0;
        }
        if (idle) finish();
        return drained;
    }

    private void finish() {
        if (finished.getAndSet(true)) return;
        if (user instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("The object of replica {} failed to close", id, e);
            }
        }
        var _ = drained.completeAsync(
                () -> true, CompletableFuture.delayedExecutor(LEAVE_MILLIS, TimeUnit.MILLISECONDS));
    }
}
