package io.mobula.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A reference to an immutable value that exists, or will exist, somewhere in the cluster.
 *
 * <p>Equality is by id. Not {@code AutoCloseable}: the value is freed when the last reference is collected; {@link #release()} does so at once.
 */
public interface ObjectRef<T> extends Ref<T> {
  /** Waits for the value. Throws the unchecked {@code MobulaException} that stands in its place; an interrupt throws too, flag kept. */
  @Override
  T get();

  T get(Duration atMost);

  /** Waits, and returns the failure instead of throwing it. */
  @Override
  Outcome<T> outcome();

  /** Does not wait. */
  Future.State state();

  CompletableFuture<T> toCompletableFuture();

  /** A task on this value, placed where its bytes are. {@code split.map(Split::train)} is how one task has several results. */
  <R> ObjectRef<R> map(Fn<? super T, ? extends R> fn);

  /** Queued: never runs. Running: interrupted. The ref fails with {@code TaskCancelledException} at once; false if it had ended before. */
  boolean cancel();

  void release();

  /** Where the value is, or what it is waiting for. */
  Explanation explain();

  ObjectId id();

  /** The inner ref's value as one ref. */
  static <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
    return io.mobula.api.spi.Providers.get().flatten(ref);
  }
}
