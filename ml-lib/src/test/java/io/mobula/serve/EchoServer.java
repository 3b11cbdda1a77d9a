package io.mobula.serve;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.resource.Resources;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What the checks and measurements of serving call: the model {@code echo}, and {@code POST /noop}. Arguments: {@code local} (actors of the tests) or {@code embedded} or an address; then a port, and perhaps the number of replicas and the cores of each. */
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

    static void deploy(Serve serve, int replicas, double cores) {
        serve.deployment("echo", Echo.class)
                .replicas(replicas)
                .resources(Resources.cpus(cores))
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
            boolean sized = arguments.length == 4;
            deploy(serve, sized ? Integer.parseInt(arguments[2]) : 1, sized ? Double.parseDouble(arguments[3]) : 0);
            System.out.println("serving at " + serve.uri());
            System.out.print(serve.status().print());
            new CountDownLatch(1).await();
        }
    }
}
