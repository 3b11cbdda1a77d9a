package io.mobula.serve;

import io.mobula.serve.infer.ModelSignature;

/** A route as its replicas know it. The body is a {@link Route}. */
sealed interface RouteSpec {
    String path();

    Blueprint body();

    /** JSON of one input in, JSON out. */
    record Single(String path, Class<?> input, Blueprint body) implements RouteSpec {}

    /** JSON of one input in, JSON out; the body takes and gives lists. */
    record Batched(String path, Class<?> input, Blueprint body) implements RouteSpec {}

    /** Open Inference Protocol. Its path is {@value #PATH}, which no JSON route can have. */
    record Inference(String path, String model, ModelSignature signature, Blueprint body) implements RouteSpec {
        static final String PATH = "infer";
    }
}
