using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Chat.Benchmarks;

/// <summary>
/// All benchmarks in under three minutes. Compare with figures of the same machine while nothing else runs on it.
/// </summary>
/// <remarks>
/// In this process: the project that BenchmarkDotNet would otherwise generate and build for each run lies inside the
/// repository, so its generated code would have to pass our analyzers and central package versions, and building it on
/// the two cores costs more than the measuring.
/// </remarks>
internal static class ShortRuns
{
    public static readonly IConfig Config = DefaultConfig.Instance
        .WithOptions(ConfigOptions.JoinSummary)
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            // Until the last tier of the JIT is there: with 3, the JSON frames measured five times as slow.
            .WithWarmupCount(12)
            .WithIterationCount(6)
            .WithIterationTime(TimeInterval.FromMilliseconds(150)));
}
