/**
 * The Open Inference Protocol, version 2: tensors, what a model says of itself, and requests and responses as JSON with the binary tensor extension.
 *
 * <p>May depend on: Jackson. Concurrency: everything is immutable, or confined to the call. Sources: the Open Inference Protocol's REST specification (KServe), and Triton's extensions for binary
 * tensor data and model configuration.
 *
 * <ol>
 *   <li>INFER-1 A tensor's bytes are little-endian and row-major, and as many as its shape and datatype say.
 *   <li>INFER-2 A request that breaks the protocol or the model's signature is refused with {@link io.mobula.serve.infer.BadRequest}, which names the tensor.
 *   <li>INFER-3 Bytes of a binary tensor are not copied on the way in.
 * </ol>
 */
@NullMarked
package io.mobula.serve.infer;

import org.jspecify.annotations.NullMarked;
