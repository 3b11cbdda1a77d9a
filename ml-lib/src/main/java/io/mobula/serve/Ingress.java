package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.serve.http.HttpLimits;
import io.mobula.serve.http.HttpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An actor that listens for HTTP and sends what comes to replicas. Another life on another node listens there. */
final class Ingress {
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final long REACH_SECONDS = 30;

    /** @param host the address to bind to */
    record Settings(String host, int port, HttpLimits limits) {
        String actor() {
            return "ingress " + host + ":" + port;
        }
    }

    private final Router router;
    private final HttpListener listener;
    private final String uri;

    Ingress(Mobula mobula, ActorHandle<Controller> controller, Settings settings) throws IOException {
        var here = new Closing();
        router = Router.own(controller, here::close);
        try {
            listener = HttpListener.open(
                    new InetSocketAddress(settings.host(), settings.port()), settings.limits(), new Front(router));
        } catch (IOException e) {
            router.close();
            throw e;
        }
        here.listener = listener;
        boolean loopback = settings.host().startsWith("127.") || settings.host().equals("localhost");
        String host = loopback ? settings.host() : Here.host(mobula, Here.node());
        uri = "http://" + host + ":" + listener.port();
    }

    /** Closes the port when the router is closed: with the session or the controller. */
    private static final class Closing {
        private volatile @Nullable HttpListener listener;

        void close() {
            HttpListener open = listener;
            if (open != null) Thread.ofVirtual().name("mobula-serve-closing").start(open::close);
        }
    }

    String uri() {
        return uri;
    }

    /** Answers when requests are routed by this table or a later one. */
    CompletionStage<Boolean> reached(long table) {
        return router.reached(table).completeOnTimeout(false, REACH_SECONDS, TimeUnit.SECONDS);
    }

    /** Refuses new connections, waits for what is in flight, and closes. To be called before the actor is stopped. */
    boolean close() throws InterruptedException {
        listener.drain(DRAIN);
        listener.close();
        router.close();
        return true;
    }
}
