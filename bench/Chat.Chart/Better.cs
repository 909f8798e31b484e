namespace Chat.Chart;

internal enum Better
{
    /// <summary>Throughput.</summary>
    More,

    /// <summary>Time, CPU, memory.</summary>
    Less,
}
