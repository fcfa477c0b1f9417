package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"haki/app"
	"haki/internal/conf"
	"haki/internal/seal"
)

type serveCommand struct {
	Listen string `help:"Address to listen on." placeholder:"HOST:PORT"`
	Dev    bool   `help:"Show every part of the pages under /en/_parts."`
}

// Run serves until it is told to stop.
func (c *serveCommand) Run(s *session) error {
	cf, err := s.load(map[string]string{"listen": c.Listen})
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(s.err, nil))
	if err := seal.NoDumps(); err != nil {
		log.Warn("core dumps are not off", "reason", err.Error())
	}
	h, err := app.Open(s.ctx, cf, app.Options{Log: log, Dev: c.Dev})
	if err != nil {
		return err
	}
	defer h.Close()
	l, err := net.Listen("tcp", cf.Listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s\n", address(cf, l))
	return serve(s.ctx, h, cf, l)
}

func address(cf conf.Conf, l net.Listener) string {
	if cf.TLS() {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// serve answers requests and does the clock's jobs until ctx ends; then what is under way
// is finished and nothing is left running.
func serve(ctx context.Context, h *app.House, cf conf.Conf, l net.Listener) error {
	srv := &http.Server{Handler: h.Handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, WriteTimeout: 10 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)}
	jobs, stop := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	var failed error
	done.Go(func() { failed = h.Run(jobs) })
	closed := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		closed <- srv.Shutdown(grace)
	}()
	var err error
	if cf.TLS() {
		err = srv.ServeTLS(l, cf.TLSCert, cf.TLSKey)
	} else {
		err = srv.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = <-closed
	}
	stop()
	done.Wait()
	return errors.Join(err, failed)
}
