using System.Security.Cryptography;
using Chat.Client.Accounts;
using Chat.Contracts.Ids;
using Chat.Load.Reporting;

namespace Chat.Load.Crowds;

/// <summary>Signs up users with a device each. Signing up and logging in cost the server a password hash each; a stack that
/// is to be filled with thousands takes a lower <c>Auth:PasswordHasher:IterationCount</c>.</summary>
internal sealed class Crowd : IDisposable
{
    private const int AtOnce = 8;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Person[] _people;
    private readonly UserId[] _absent;

    private Crowd(int count, int absent) => (_people, _absent) = (new Person[count], new UserId[absent]);

    public IReadOnlyList<Person> People => _people;

    /// <summary>Further users, who have no device.</summary>
    public IReadOnlyList<UserId> Absent => _absent;

    public static Task<Crowd> EnrolAsync(Uri edge, int count, CancellationToken cancellationToken) =>
        EnrolAsync(edge, count, 0, cancellationToken);

    /// <exception cref="Contracts.Errors.ChatException">The stack refused one.</exception>
    public static async Task<Crowd> EnrolAsync(Uri edge, int count, int absent, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(count, absent);
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
            _people.Length + _absent.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var account = new ChatAccount(edge, _http);
                var user = await account.SignUpAsync($"load-{run}-{i}", password, null, token);
                if (i < _people.Length)
                {
                    await account.LogInAsync($"load-{run}-{i}", password, "generator", null, token);
                    _people[i] = new Person(account);
                }
                else
                {
                    account.Dispose();
                    _absent[i - _people.Length] = user;
                }

                Interlocked.Increment(ref done);
            });
        await new ProgressLine(() => $"users signed up and logged in: {done} of {_people.Length + _absent.Length}", TimeProvider.System).WhileAsync(enrolling);
    }
}
