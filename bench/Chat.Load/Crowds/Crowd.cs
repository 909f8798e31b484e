using System.Security.Cryptography;
using Chat.Client.Accounts;
using Chat.Load.Reporting;

namespace Chat.Load.Crowds;

/// <summary>Signs up users with a device each. Signing up and logging in cost the server a password hash each; a stack that
/// is to be filled with thousands takes a lower <c>Auth:PasswordHasher:IterationCount</c>.</summary>
internal sealed class Crowd : IDisposable
{
    private const int AtOnce = 8;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Person[] _people;

    private Crowd(int count) => _people = new Person[count];

    public IReadOnlyList<Person> People => _people;

    /// <exception cref="Contracts.Errors.ChatException">The stack refused one.</exception>
    public static async Task<Crowd> EnrolAsync(Uri edge, int count, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(count);
        try
        {
            await crowd.EnrolAsync(edge, cancellationToken);
            return crowd;
        }
        catch
        {
            crowd.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var person in _people)
            person?.Account.Dispose();
        _http.Dispose();
    }

    private async Task EnrolAsync(Uri edge, CancellationToken cancellationToken)
    {
        var run = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var password = RandomNumberGenerator.GetHexString(24);
        var done = 0;
        var enrolling = Parallel.ForAsync(
            0,
            _people.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var account = new ChatAccount(edge, _http);
                await account.SignUpAsync($"load-{run}-{i}", password, null, token);
                await account.LogInAsync($"load-{run}-{i}", password, "generator", null, token);
                _people[i] = new Person(account);
                Interlocked.Increment(ref done);
            });
        await new ProgressLine(() => $"users signed up and logged in: {done} of {_people.Length}", TimeProvider.System).WhileAsync(enrolling);
    }
}
