"""Entry point. The worker process takes the shortest way, to be ready in a few hundredths of a second."""

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:2] == ["worker"]:
        from commission_app import worker

        return worker.main()
    try:
        from commission_app.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while it loads: there is nothing to say yet
        return 130


if __name__ == "__main__":
    sys.exit(main())
