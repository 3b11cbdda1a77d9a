/**
 * Model serving: replicas of a plain object behind HTTP and a typed handle.
 *
 * {@snippet :
 * try (Serve serve = Serve.on(mobula).http(8000)) {
 *   Handle<Predictor> digits = serve.deployment("digits", Predictor.class)
 *       .replicas(2).maxOngoing(16).maxQueued(256).batch(32, Duration.ofMillis(5))
 *       .post("/digits", Image.class, Predictor::label)
 *       .postBatched("/digits/many", Image.class, Predictor::labels)
 *       .inference(ModelSignature.none(), Predictor::infer)
 *       .deploy(() -> new Predictor(model.get()));
 *   Label one = digits.call(p -> p.label(image)).get();
 * }
 * }
 *
 * <p>Four kinds of actors in the namespace {@code serve}, all detached: the {@code Controller} decides which replicas there are ({@code serve.core.Fleet}); a {@code Starter} for each version of a
 * deployment has that version's code and makes its replicas; a {@code Replica} holds one object of the user's; an {@code Ingress} listens for HTTP. A {@code Router}, one in each ingress and in each process
 * with handles, keeps the controller's {@code Table} and sends requests to replicas ({@code serve.core.Dispatcher}).
 *
 * <p>Requests travel as the bytes they came in: only replicas have the user's classes.
 *
 * <p>May depend on: api, {@code serve.core}, {@code serve.infer}, {@code serve.http}, Jackson. Concurrency: the controller's state is confined to one thread; a router's queues are guarded by a lock for each deployment, and
 * nothing is called while it is held; user objects are called by as many threads at once as {@code maxOngoing} says.
 */
@NullMarked
package io.mobula.serve;

import org.jspecify.annotations.NullMarked;
