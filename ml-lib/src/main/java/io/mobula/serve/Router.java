package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.SessionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the controller's table, and has a {@link Dispatch} for each deployment in it.
 *
 * <p>Thread safety: all methods from any thread.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Duration WATCH_LIMIT = Duration.ofSeconds(30);
    private static final long AGAIN_MILLIS = 200;

    /** One for each controller that this process has handles of; one that is closed is replaced. */
    private static final ConcurrentHashMap<String, Router> SHARED = new ConcurrentHashMap<>();

    /** How many open {@link Serve}s of this process have a controller. */
    private static final ConcurrentHashMap<String, Integer> USERS = new ConcurrentHashMap<>();

    /** A later table, awaited. */
    private record Awaited(long version, CompletableFuture<Boolean> reached) {}

    /** All that a request is looked up in. */
    record View(long version, Map<String, Dispatch> deployments, Map<String, RouteTarget> routes) {}

    record RouteTarget(Dispatch dispatch, Facts.Path route) {}

    private final ActorHandle<Controller> controller;
    private final Runnable whenClosed;
    private final List<Awaited> awaited = new ArrayList<>();
    /** Calls on the controller that have not ended: whoever closes this wants none of their answers. */
    private final Set<ObjectRef<?>> calls = ConcurrentHashMap.newKeySet();

    private volatile View view = new View(0, Map.of(), Map.of());
    private volatile boolean closed;

    private Router(ActorHandle<Controller> controller, Runnable whenClosed) {
        this.controller = controller;
        this.whenClosed = whenClosed;
    }

    /** The one that handles of this process share. */
    static Router shared(ActorHandle<Controller> controller) {
        String id = controller.id();
        Router known = SHARED.get(id);
        if (known != null) return known;
        var made = new Router(controller, () -> SHARED.remove(id));
        Router other = SHARED.putIfAbsent(id, made);
        if (other != null) return other;
        made.follow();
        return made;
    }

    /** A {@link Serve} is open. */
    static void enter(ActorHandle<Controller> controller) {
        USERS.merge(controller.id(), 1, Integer::sum);
    }

    /** A {@link Serve} was closed: with the last one, nobody follows the controller from here any more. A handle that is used all the same begins anew. */
    static void leave(ActorHandle<Controller> controller) {
        if (USERS.computeIfPresent(controller.id(), (_, users) -> users == 1 ? null : users - 1) != null) return;
        Router last = SHARED.get(controller.id());
        if (last != null) last.close();
    }

    /** One of its owner's; {@code whenClosed} runs when the controller or this process's session is gone. */
    static Router own(ActorHandle<Controller> controller, Runnable whenClosed) {
        var made = new Router(controller, whenClosed);
        made.follow();
        return made;
    }

    View view() {
        return view;
    }

    Optional<Dispatch> dispatch(String deployment) {
        return Optional.ofNullable(view.deployments().get(deployment));
    }

    /** Completes when a table at least as late as this one is followed. */
    CompletableFuture<Boolean> reached(long version) {
        var reached = new CompletableFuture<Boolean>();
        synchronized (awaited) {
            if (view.version() < version && !closed) {
                awaited.add(new Awaited(version, reached));
                return reached;
            }
        }
        reached.complete(!closed);
        return reached;
    }

    private void follow() {
        if (closed) return;
        long known = view.version();
        try {
            ObjectRef<Table> next = controller.withTimeout(WATCH_LIMIT).callAsync(c -> c.watch(known));
            var _ = following(next).whenComplete(this::heard);
        } catch (RuntimeException refused) {
            heard(null, refused);
        }
    }

    private <T> CompletableFuture<T> following(ObjectRef<T> call) {
        calls.add(call);
        if (closed) call.cancel(); // it may have been closed before the call was among those to cancel
        return call.toCompletableFuture().whenComplete((_, _) -> calls.remove(call));
    }

    private void heard(@Nullable Table table, @Nullable Throwable error) {
        if (closed) return;
        if (table != null) {
            apply(table);
            follow();
            return;
        }
        Throwable why = error == null ? new IllegalStateException("no table") : Errors.unwrapped(error);
        if (why instanceof SessionException || why instanceof ActorDiedException) {
            close();
        } else {
            LOG.debug("The controller of serving does not answer: {}", why.toString());
            var _ = Timers.BATCHES.schedule(this::follow, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void apply(Table table) {
        View before = view;
        if (table.version() <= before.version()) return;
        var deployments = new LinkedHashMap<String, Dispatch>();
        var routes = new HashMap<String, RouteTarget>();
        for (Table.Entry entry : table.deployments()) {
            String name = entry.facts().name();
            Dispatch dispatch = before.deployments().get(name);
            if (dispatch == null) dispatch = new Dispatch(entry, this::suspect);
            else dispatch.update(entry);
            deployments.put(name, dispatch);
            for (Facts.Path route : entry.facts().routes()) routes.put(route.path(), new RouteTarget(dispatch, route));
        }
        view = new View(table.version(), deployments, routes);
        before.deployments().forEach((name, dispatch) -> {
            if (!deployments.containsKey(name)) dispatch.close();
        });
        tell();
    }

    private void tell() {
        var over = new ArrayList<Awaited>();
        synchronized (awaited) {
            awaited.removeIf(a -> (closed || a.version() <= view.version()) && over.add(a));
        }
        for (Awaited a : over) a.reached().complete(!closed);
    }

    private void suspect(String replica) {
        try {
            var _ = following(controller.run(c -> c.suspect(replica))).exceptionally(this::notTold);
        } catch (RuntimeException gone) {
            LOG.debug("The controller was not told of replica {}: {}", replica, gone.toString());
        }
    }

    private @Nullable Void notTold(Throwable gone) {
        LOG.debug("The controller was not told of a lost replica: {}", gone.toString());
        return null;
    }

    /** Requests that wait are refused, those that run go on. */
    void close() {
        synchronized (awaited) {
            if (closed) return;
            closed = true;
        }
        for (ObjectRef<?> call : calls) call.cancel();
        for (Dispatch dispatch : view.deployments().values()) dispatch.close();
        tell();
        whenClosed.run();
    }
}
