using BenchmarkDotNet.Running;

namespace Chat.Benchmarks;

/// <summary>Arguments are BenchmarkDotNet's: <c>--filter '*Ids*'</c>, <c>--list flat</c>. Without any, all of them run.</summary>
internal static class EntryPoint
{
    public static int Main(string[] args)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly)
            .Run(args.Length > 0 ? args : ["--filter", "*"], ShortRuns.Config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
