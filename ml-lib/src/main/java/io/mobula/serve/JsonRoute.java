package io.mobula.serve;

import io.mobula.serve.http.Answer;
import io.mobula.serve.infer.BadRequest;
import io.mobula.serve.infer.InferDecoder;
import io.mobula.serve.infer.InferEncoder;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import io.mobula.serve.infer.ModelSignature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/** A route with its user's object: bytes in, bytes out, and failures as answers. */
sealed interface JsonRoute {
    Answer one(int headerBytes, byte[] body);

    List<Answer> many(List<byte[]> bodies);

    static JsonRoute of(RouteSpec spec, Route<?, ?, ?> body, Object user) {
        Applied applied = Applied.of(body, user);
        return switch (spec) {
            case RouteSpec.Single single -> new Single(single.path(), reader(single.input()), applied);
            case RouteSpec.Batched batched -> new Batched(batched.path(), reader(batched.input()), applied);
            case RouteSpec.Inference model -> new Inference(model.model(), model.signature(), applied);
        };
    }

    private static ObjectReader reader(Class<?> input) {
        JavaType type = Json.MAPPER.constructType(input);
        return Json.MAPPER.readerFor(type);
    }

    /** A route's body with its first argument. */
    @FunctionalInterface
    interface Applied {
        @Nullable
        Object on(Object input) throws Exception;

        @SuppressWarnings("unchecked") // the builder's types have checked it
        static Applied of(Route<?, ?, ?> body, Object user) {
            var typed = (Route<Object, Object, Object>) body;
            return input -> typed.on(user, input);
        }
    }

    record Single(String path, ObjectReader reader, Applied applied) implements JsonRoute {
        @Override
        public Answer one(int headerBytes, byte[] body) {
            Object input;
            try {
                input = Json.read(reader, body);
            } catch (BadRequest refused) {
                return Answer.error(400, refused.getMessage());
            }
            return Failures.answered(path, () -> Answer.json(200, Json.MAPPER.writeValueAsBytes(applied.on(input))));
        }

        @Override
        public List<Answer> many(List<byte[]> bodies) {
            return bodies.stream().map(body -> one(body.length, body)).toList();
        }
    }

    record Batched(String path, ObjectReader reader, Applied applied) implements JsonRoute {
        @Override
        public Answer one(int headerBytes, byte[] body) {
            return many(List.of(body)).getFirst();
        }

        @Override
        public List<Answer> many(List<byte[]> bodies) {
            var inputs = new ArrayList<Object>(bodies.size());
            var refused = new ArrayList<@Nullable Answer>(bodies.size());
            for (byte[] body : bodies) {
                try {
                    inputs.add(Json.read(reader, body));
                    refused.add(null);
                } catch (BadRequest bad) {
                    refused.add(Answer.error(400, bad.getMessage()));
                }
            }
            List<Answer> results = inputs.isEmpty() ? List.of() : apply(inputs);
            var answers = new ArrayList<Answer>(bodies.size());
            int next = 0;
            for (Answer own : refused) answers.add(own != null ? own : results.get(next++));
            return List.copyOf(answers);
        }

        private List<Answer> apply(List<Object> inputs) {
            List<?> results;
            try {
                results = results(inputs);
            } catch (Exception e) {
                Answer failure = Failures.of(path, e);
                return inputs.stream().map(_ -> failure).toList();
            }
            var answers = new ArrayList<Answer>(inputs.size());
            for (Object result : results) {
                answers.add(Failures.answered(path, () -> Answer.json(200, Json.MAPPER.writeValueAsBytes(result))));
            }
            return answers;
        }

        private List<?> results(List<Object> inputs) throws Exception {
            Object given = applied.on(List.copyOf(inputs));
            if (given instanceof List<?> list && list.size() == inputs.size()) return list;
            String got = given instanceof List<?> list ? list.size() + " results" : "no list of results";
            throw new IllegalStateException("A batch of " + inputs.size() + " inputs got " + got
                    + ": there must be one for each, in their order");
        }
    }

    record Inference(String model, ModelSignature signature, Applied applied) implements JsonRoute {
        @Override
        public Answer one(int headerBytes, byte[] body) {
            InferDecoder.Decoded asked;
            try {
                asked = InferDecoder.decode(body, headerBytes, signature);
            } catch (BadRequest refused) {
                return Answer.error(400, refused.getMessage());
            }
            return Failures.answered(model, () -> infer(asked));
        }

        private Answer infer(InferDecoder.Decoded asked) throws Exception {
            InferRequest request = asked.request();
            if (!(applied.on(request) instanceof InferResponse response))
                throw new IllegalStateException("Model " + model + " gave no response");
            InferEncoder.Encoded encoded = InferEncoder.encode(model, signature.version(), asked, response);
            if (!encoded.binary()) return Answer.json(200, encoded.body());
            return new Answer(200, "application/octet-stream", List.of(), encoded.body())
                    .with(Inferences.HEADER_LENGTH, Integer.toString(encoded.headerBytes()));
        }

        @Override
        public List<Answer> many(List<byte[]> bodies) {
            return bodies.stream().map(body -> one(body.length, body)).toList();
        }
    }
}
