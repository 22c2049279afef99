/**
 * Records of fragments on their way from the order of the input to the order of the tiles. Workers sort the records of a batch
 * and compress them in blocks ({@code RunWriter}); one file takes all blocks, one after the other ({@code SpillFile}); its index
 * tells where shards of equal size begin ({@code ShardPlan}); a shard is read back, sorted, by {@code ShardReader}.
 */
package dev.croft.tiling.shard;
