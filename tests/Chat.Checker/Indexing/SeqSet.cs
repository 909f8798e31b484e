using System.Runtime.InteropServices;

namespace Chat.Checker.Indexing;

/// <summary>Seqs of one chat, 64 to a word: they are dense, and come in any order at the same cost.</summary>
internal sealed class SeqSet
{
    private readonly Dictionary<long, ulong> _words = [];

    /// <summary>False if it is in already.</summary>
    public bool Add(long seq)
    {
        ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, seq >> 6, out _);
        var bit = Bit(seq);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        return true;
    }

    public bool Contains(long seq) => _words.TryGetValue(seq >> 6, out var word) && (word & Bit(seq)) != 0;

    private static ulong Bit(long seq) => 1UL << (int)(seq & 63);
}
