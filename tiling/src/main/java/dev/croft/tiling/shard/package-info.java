/** Records of fragments, spilled in sorted runs and read back in order of the tiles. Begin with {@code SpillFile}. */
package dev.croft.tiling.shard;
