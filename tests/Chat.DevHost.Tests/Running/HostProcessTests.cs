using Chat.DevHost.Processes;

namespace Chat.DevHost.Tests.Running;

public sealed class HostProcessTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Terminate")]
    [InlineData("Interrupt")]
    public async Task A_stop_ends_everything_in_reverse_order(string signal)
    {
        await using var host = await HostProcess.StartAsync(_folder.Arguments);
        await Eventually.True(() => host.Output.Any(line => line.Contains(" is up at http://localhost:", StringComparison.Ordinal)));
        var pids = _folder.Read().Select(replica => replica.Pid!.Value).ToArray();
        Assert.Equal(3, pids.Length);

        host.Send(Enum.Parse<ProcessSignal>(signal));

        Assert.Equal(0, await host.Exit);
        Assert.All(pids, pid => Assert.Null(ProcessIdentity.StartTimeOf(pid)));
        Assert.False(File.Exists(_folder.File));
        var stops = host.Output.Where(line => line.EndsWith(" stopped", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, stops.Length);
        Assert.EndsWith("front stopped", stops[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_host_is_killed_the_kernel_ends_its_processes_and_the_next_run_starts()
    {
        await using var host = await HostProcess.StartAsync(_folder.Arguments);
        await _folder.UntilHealthyAsync(3);
        var pids = _folder.Read().Select(replica => replica.Pid!.Value).ToArray();

        host.Send(ProcessSignal.Kill);

        await host.Exit;
        await Eventually.True(() => pids.All(pid => ProcessIdentity.StartTimeOf(pid) is null));
        await using var next = await HostProcess.StartAsync(_folder.Arguments);
        await Eventually.True(() => _folder.Read() is { Count: 3 } all && all.All(entry => entry.State == "healthy" && !pids.Contains(entry.Pid!.Value)));
    }

    [Fact]
    public async Task A_folder_serves_one_run_at_a_time()
    {
        await using var first = await HostProcess.StartAsync(_folder.Arguments);
        await _folder.UntilHealthyAsync(3);

        await using var second = await HostProcess.StartAsync(_folder.Arguments);

        Assert.Equal(1, await second.Exit);
        Assert.Contains($"Another run is using {_folder.Path}: stop it, or choose another folder.", second.Output);
        await _folder.UntilHealthyAsync(3);
    }

    [Fact]
    public async Task A_missing_part_is_said_in_a_sentence_and_ends_the_run()
    {
        await using var host = await HostProcess.StartAsync([.. _folder.Arguments, "--Broken=echo 'Install the part.' >&2; exit 2"]);
        Assert.Equal(1, await host.Exit);
        Assert.Single(host.Output, line => line == "Install the part.");
    }

    [Fact]
    public async Task A_resource_that_never_lives_ends_the_run()
    {
        await using var host = await HostProcess.StartAsync([.. _folder.Arguments, $"--Gate={_folder.Gate}", "--Broken=exit 3"]);
        Assert.Equal(1, await host.Exit);
        Assert.Single(host.Output, line => line == "broken ended again and again before it was ever healthy, the last time with 3.");
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_said_in_a_sentence_and_ends_the_run()
    {
        await using var host = await HostProcess.StartAsync(_folder.Arguments[0]);
        Assert.Equal(1, await host.Exit);
        Assert.Contains("front: The parameter 'key' has no value: set Parameters:key.", host.Output);
    }
}
