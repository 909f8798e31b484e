using System.Globalization;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Chat.DevHost.Processes;

namespace Chat.DevHost.Tests.Running;

public sealed class RunTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_resource_is_started_when_what_it_waits_for_is_healthy()
    {
        await using var app = await StartAsync($"--Gate={_folder.Gate}");
        await Eventually.True(() => _folder.Of("back").Count(replica => replica is { State: "starting", Pid: not null }) == 2);
        Assert.Equal("waiting", Assert.Single(_folder.Of("front")).State);

        await File.WriteAllTextAsync(_folder.Gate, "");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("front");
        Assert.All(_folder.Of("back"), replica => Assert.Equal("healthy", replica.State));
    }

    [Fact]
    public async Task The_file_says_what_runs()
    {
        await using var app = await StartAsync();
        await _folder.UntilHealthyAsync(3);

        using var client = new HttpClient();
        foreach (var replica in _folder.Read())
            Assert.Equal(replica.Pid, await client.GetFromJsonAsync<int>(new Uri($"{Assert.Single(replica.Urls)}/pid")));
        Assert.Equal(["back 0", "back 1", "front 0"], _folder.Read().Select(replica => $"{replica.Name} {replica.Replica}"));
    }

    [Fact]
    public async Task A_killed_process_is_started_again_on_its_old_address()
    {
        await using var app = await StartAsync();
        await _folder.UntilHealthyAsync(3);
        var before = _folder.Of("back")[1];

        Signals.Send(before.Pid!.Value, ProcessSignal.Kill);

        await Eventually.True(() => _folder.Of("back")[1] is { State: "healthy" } now && now.Pid != before.Pid);
        Assert.Equal(before.Urls, _folder.Of("back")[1].Urls);
    }

    [Fact]
    public async Task Replicas_behind_one_address_take_turns_and_stand_in_for_each_other()
    {
        await using var app = await StartAsync();
        await _folder.UntilHealthyAsync(3);
        var pids = _folder.Of("back").Select(replica => replica.Pid!.Value).ToArray();
        Assert.Equal(pids.Order(), (await AskAsync(times: 4)).Distinct().Order());

        Signals.Send(pids[0], ProcessSignal.Kill);
        await Eventually.True(() => _folder.Of("back")[0].State == "restarting");
        Assert.All(await AskAsync(times: 4), pid => Assert.Equal(pids[1], pid));

        async Task<IReadOnlyList<int>> AskAsync(int times)
        {
            var answers = new List<int>();
            for (var i = 0; i < times; i++)
            {
                // A new connection each time: it is connections that take turns.
                using var client = app.CreateHttpClient("back");
                answers.Add(await client.GetFromJsonAsync<int>("/pid"));
            }

            return answers;
        }
    }

    [Fact]
    public async Task A_service_sees_what_Aspire_would_tell_it()
    {
        await using var app = await StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("front");
        using var client = app.CreateHttpClient("front");
        var back = app.GetEndpoint("back");

        Assert.Equal(back.ToString().TrimEnd('/'), await VariableAsync("services__back__http__0"));
        Assert.Equal($"Host={{{back.Authority}}};Key=k", await VariableAsync("ConnectionStrings__store"));
        Assert.Equal(await VariableAsync("ConnectionStrings__store"), await app.GetConnectionStringAsync("store"));
        Assert.Equal("k", await VariableAsync("KEY"));
        Assert.Equal("Development", await VariableAsync("ASPNETCORE_ENVIRONMENT"));
        Assert.Equal(Assert.Single(_folder.Of("front")).Urls[0], await VariableAsync("ASPNETCORE_URLS"));
        Assert.Equal("front", await VariableAsync("OTEL_SERVICE_NAME"));
        Assert.EndsWith("service.instance.id=front-0", await VariableAsync("OTEL_RESOURCE_ATTRIBUTES"), StringComparison.Ordinal);

        async Task<string> VariableAsync(string name) => await client.GetStringAsync($"/environment/{name}");
    }

    [Fact]
    public async Task The_environment_is_a_matter_of_configuration()
    {
        await using var app = await StartAsync("--environment=Staging");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("back");
        using var client = app.CreateHttpClient("back");
        Assert.Equal("Staging", await client.GetStringAsync("/environment/ASPNETCORE_ENVIRONMENT"));
    }

    [Fact]
    public async Task A_test_that_disposes_of_the_application_leaves_nothing()
    {
        var app = await StartAsync();
        await _folder.UntilHealthyAsync(3);
        var pids = _folder.Read().Select(replica => replica.Pid!.Value).ToArray();

        await app.DisposeAsync();

        Assert.All(pids, pid => Assert.Null(ProcessIdentity.StartTimeOf(pid)));
        Assert.False(File.Exists(_folder.File));
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_ended_and_nothing_else()
    {
        await using var leftover = await SleepAsync();
        await using var stranger = await SleepAsync();
        var entries = new[] { (leftover.Id, leftover.StartTime), (stranger.Id, stranger.StartTime + 1) }.Select(process => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"name":"old","replica":0,"pid":{{process.Id}},"urls":[],"state":"healthy","startTime":{{process.Item2}},"boot":"{{ProcessIdentity.Boot}}"}"""));
        await File.WriteAllTextAsync(_folder.File, $"[{string.Join(',', entries)}]");

        await using var app = await StartAsync();

        Assert.True(leftover.Exit.IsCompleted || ProcessIdentity.StartTimeOf(leftover.Id) is null);
        Assert.False(stranger.Exit.IsCompleted);
    }

    [Fact]
    public async Task A_resource_that_lacks_a_part_fails_whoever_waits()
    {
        await using var app = await StartAsync("--Broken=echo 'Install the part.' >&2; exit 2");
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.ResourceNotifications.WaitForResourceHealthyAsync("broken"));
        Assert.Equal("Install the part.", failure.Message);
    }

    private static Task<ChildProcess> SleepAsync() =>
        ChildProcess.StartAsync(new System.Diagnostics.ProcessStartInfo("sleep", ["300"]), _ => { }, _ => { }, CancellationToken.None);

    private async Task<DistributedApplication> StartAsync(params string[] arguments)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Chat_DevHost_SampleHost>([.. _folder.Arguments, .. arguments]);
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return app;
    }
}
