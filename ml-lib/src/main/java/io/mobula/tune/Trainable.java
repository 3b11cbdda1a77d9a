package io.mobula.tune;

import java.io.Serializable;

/**
 * The work of one trial: trains by the configuration, and reports after each iteration.
 *
 * {@snippet :
 * (config, trial) -> {
 *   Net net = trial.checkpoint(Net.class).orElseGet(() -> new Net(config.width()));
 *   for (int epoch = trial.iteration(); epoch < 20; epoch++) {
 *     net.epoch(data.get(), config.rate());
 *     trial.report(new Epoch(epoch, net.accuracy(data.get())), net);
 *   }
 * }
 * }
 *
 * <p>It travels as the body of a task does: refs that it captures are there before it runs. It may run more than once for a trial, after a failure or a pause; then it goes on from the last checkpoint.
 *
 * @param <C> the configuration record
 * @param <M> the metrics record
 */
@FunctionalInterface
public interface Trainable<C, M> extends Serializable {
    void run(C config, Trial<M> trial) throws Exception;
}
