package io.mobula.serve;

import io.mobula.api.ActorCall;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorQueueFullException;
import io.mobula.api.spi.Body;
import io.mobula.serve.ServeException.Code;
import io.mobula.serve.core.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A handle that travels: what it needs of its process it finds there. */
record RoutedHandle<A>(String name, ActorHandle<Controller> controller, Mobula mobula, Optional<Duration> limit)
        implements Handle<A> {
    private static final Lane CALLS = Lane.single(new Way.Call());
    private static final long FIRST_TABLE_SECONDS = 10;

    @Override
    public <R extends @Nullable Object> ObjectRef<R> call(ActorCall<? super A, ? extends R> call) {
        Dispatch dispatch = dispatch();
        return ref(dispatch, dispatch.submit(call, CALLS, limit));
    }

    @Override
    @SuppressWarnings("unchecked") // replicas hold an A, and items of a lane are of its method's type
    public <I, O> ObjectRef<O> callBatched(Route<? super A, List<I>, List<O>> method, I item) {
        Body body = Body.of(method);
        if (body.captured().length > 0) {
            throw new IllegalArgumentException(
                    "A batched call on deployment " + name
                            + " captures values, so its items have no batch in common. Name a method, or pass the values in the item");
        }
        Dispatch dispatch = dispatch();
        var way = new Way.Items(body.code(), (Route<Object, List<Object>, List<Object>>) (Route<?, ?, ?>) method);
        return ref(dispatch, dispatch.submit(item, dispatch.batched(way), limit));
    }

    @SuppressWarnings("unchecked") // the answer is the call's
    private <R extends @Nullable Object> ObjectRef<R> ref(Dispatch dispatch, Job job) {
        if (job.answer().isCompletedExceptionally()
                && job.answer().exceptionNow() instanceof ActorQueueFullException full) throw full;
        return new RoutedRef<>(
                (CompletableFuture<R>) job.answer(),
                () -> {
                    if (job.answer().isDone()) return false;
                    dispatch.cancel(job, new CancellationException("cancelled by its caller"));
                    return true;
                },
                mobula);
    }

    private Dispatch dispatch() {
        Router router = Router.shared(controller);
        if (router.view().version() == 0) first(router);
        return router.dispatch(name)
                .orElseThrow(() -> new ServeException(
                        Code.DEPLOYMENT_UNKNOWN,
                        "Deployment " + name + " cannot be called: there is none of this name. Deploy it first.",
                        null));
    }

    private void first(Router router) {
        try {
            router.reached(1).get(FIRST_TABLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServeException(
                    Code.DEPLOYMENT_UNKNOWN, "The wait for deployment " + name + " was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServeException(
                    Code.DEPLOYMENT_UNKNOWN,
                    "Deployment " + name + " cannot be called: the controller did not answer within "
                            + FIRST_TABLE_SECONDS + " s",
                    e);
        }
    }

    @Override
    public Handle<A> withTimeout(Duration longest) {
        return new RoutedHandle<>(name, controller, mobula, Optional.of(longest));
    }

    @Override
    public ServeStatus.DeploymentStatus status() {
        return controller.call(Controller::status).get().deployments().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ServeException(
                        Code.DEPLOYMENT_UNKNOWN,
                        "Deployment " + name + " has no status: there is none of this name",
                        null));
    }
}
