package io.mobula.serve;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What the checks and measurements of serving call: the model {@code echo}, and {@code POST /noop}. Arguments: {@code local} (actors of the tests) or {@code embedded} or an address; then a port. */
final class EchoServer {
    record Input(int x) {}

    record Output(int x) {}

    static final class Echo {
        Output noop(Input input) {
            return new Output(input.x());
        }

        InferResponse infer(InferRequest request) {
            return new InferResponse(Map.of(), request.inputs());
        }
    }

    private EchoServer() {}

    static void deploy(Serve serve) {
        serve.deployment("echo", Echo.class)
                .maxOngoing(64)
                .maxQueued(4_096)
                .post("/noop", Input.class, Echo::noop)
                .inference(Echo::infer)
                .deploy(Echo::new);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Mobula mobula = switch (arguments[0]) {
            case "local" -> new LocalMobula();
            case "embedded" -> Mobula.connect(ConnectOptions.embedded());
            case String address -> Mobula.connect(ConnectOptions.to(address));
        };
        try (mobula;
                Serve serve = Serve.on(mobula).http(Integer.parseInt(arguments[1]))) {
            deploy(serve);
            System.out.println("serving at " + serve.uri());
            new CountDownLatch(1).await();
        }
    }
}
