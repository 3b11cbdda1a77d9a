package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.serve.http.HttpLimits;
import java.net.URI;
import java.util.Optional;

/**
 * Serves models over HTTP and typed handles.
 *
 * {@snippet :
 * try (Serve serve = Serve.on(mobula).http(8000)) {
 *   serve.deployment("digits", Predictor.class).replicas(2).post("/digits", Image.class, Predictor::label).deploy(() -> new Predictor(model.get()));
 *   System.out.println(serve.uri());
 * }
 * }
 *
 * <p>What is deployed lives in detached actors of the namespace {@value #NAMESPACE}. {@link #close()} removes what this object deployed, unless {@link #keep()} was called: then it goes on serving when the program has ended, and
 * the next {@code Serve.on(mobula)} finds it.
 *
 * <p>Delivery: as {@link Handle} says, for HTTP too: a request whose replica is lost is answered by another.
 *
 * <p>Thread safety: all methods from any thread. {@code http}, {@code deploy}, {@code remove} and {@code close} wait.
 */
public interface Serve extends AutoCloseable {
    /** The namespace of all actors of serving. */
    String NAMESPACE = "serve";

    /** Finds the controller of this cluster, or starts it. */
    static Serve on(Mobula mobula) {
        return Serving.on(mobula);
    }

    /** What is served on this cluster; empty if nothing ever was. Starts nothing. */
    static Optional<ServeStatus> status(Mobula mobula) {
        Optional<ActorHandle<Controller>> controller =
                mobula.withNamespace(NAMESPACE).find(Controller.class, Controller.NAME);
        return controller.map(c -> c.call(Controller::status).get());
    }

    /** What clients may take of listeners that are opened from now on. Default {@link HttpLimits#defaults()}. */
    Serve limits(HttpLimits limits);

    /**
     * Listens on this port of the loopback interface; 0 for any free one.
     *
     * <p>Failure: {@link ServeException} if the port cannot be had.
     */
    Serve http(int port);

    /** Listens on this address of the ingress's node; {@code 0.0.0.0} for all interfaces: whoever can reach it can use what is deployed. */
    Serve http(String host, int port);

    /** Options first, verb last. The name is also that of the model, and made of letters, digits, '.', '_' and '-'. */
    <A> Deployment<A> deployment(String name, Class<A> type);

    /** A handle on what has been deployed, here or elsewhere. Failure: {@link ServeException} if there is none of this name, {@code IllegalArgumentException} if it is of another class. */
    <A> Handle<A> handle(String name, Class<A> type);

    /** Drains a deployment and ends it; returns when it is gone. Nothing happens if there is none. */
    void remove(String name);

    /** What is served on this cluster. Cost: one call on the controller. */
    ServeStatus status();

    /** Where the listener is. Throws {@code IllegalStateException} before {@link #http(int)}. */
    URI uri();

    /** {@link #close()} will leave everything as it is. */
    Serve keep();

    /** Drains and ends what this object has deployed, and with the last deployment the listener and the controller; after {@link #keep()} it does nothing. */
    @Override
    void close();
}
